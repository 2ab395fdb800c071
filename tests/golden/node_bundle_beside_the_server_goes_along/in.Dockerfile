FROM node:20
COPY ./client /client
WORKDIR /client
RUN npm install
RUN npm run build
COPY ./server /server
WORKDIR /server
RUN npm install
RUN npm run build
CMD ["npm", "start"]
