FROM node:20 AS build
WORKDIR /srv/harbour
COPY . .
RUN cd backend && npm ci
RUN cd frontend && npm ci && npm run build

FROM node:20-slim
WORKDIR /srv/harbour
COPY --from=build /srv/harbour /srv/harbour
ENTRYPOINT ["./start.sh"]
