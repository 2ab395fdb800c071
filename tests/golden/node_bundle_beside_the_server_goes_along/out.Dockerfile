FROM node:20 AS build
COPY ./client /client
WORKDIR /client
RUN npm install
RUN npm run build
COPY ./server /server
WORKDIR /server
RUN npm install
RUN npm run build
RUN npm prune --omit=dev

FROM node:20-slim
WORKDIR /server
COPY --from=build /server/package.json /server/package.json
COPY --from=build /server/node_modules /server/node_modules
COPY --from=build /client/build /client/build
COPY --from=build /client/public /client/public
COPY --from=build /server/build /server/build
CMD ["npm", "start"]
