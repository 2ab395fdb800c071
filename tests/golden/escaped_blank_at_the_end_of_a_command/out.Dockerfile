FROM node AS build

ENV APP=/usr/src/app
ADD . $APP

WORKDIR $APP

RUN npm i -g coffeescript \	&&  (cd backend; yarn install) \
&&  (cd frontend; yarn install)

FROM node:slim

ENV APP=/usr/src/app

RUN npm i -g coffeescript \	 && :

WORKDIR /usr/src/app

COPY --from=build /usr/src/app /usr/src/app

EXPOSE 0668

ENTRYPOINT ./entrypoint.sh
