FROM node:20

RUN corepack enable

WORKDIR /app

COPY package.json yarn.lock .yarnrc.yml ./
RUN yarn install --immutable

COPY . .
RUN yarn build

EXPOSE 3000

CMD ["yarn", "start"]
