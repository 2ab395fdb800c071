FROM node

ENV APP=/usr/src/app
ADD . $APP

WORKDIR $APP

RUN npm i -g coffeescript \	&&  (cd backend; yarn install) \
&&  (cd frontend; yarn install)

EXPOSE 0668

ENTRYPOINT ./entrypoint.sh
