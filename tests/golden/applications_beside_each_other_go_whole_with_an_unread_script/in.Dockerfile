FROM node:20
WORKDIR /srv/harbour
COPY . .
RUN cd backend && npm ci
RUN cd frontend && npm ci && npm run build
ENTRYPOINT ["./start.sh"]
