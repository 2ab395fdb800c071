FROM node:12 AS build
WORKDIR /app
COPY package.json .
COPY yarn.lock .
RUN yarn install --frozen-lockfile
COPY . .
RUN yarn build
RUN yarn install --production --ignore-scripts --prefer-offline

FROM node:12-slim
WORKDIR /app
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/nuxt.config.js /app/nuxt.config.js
COPY --from=build /app/static /app/static
COPY --from=build /app/.nuxt /app/.nuxt

CMD ["yarn", "start"]
