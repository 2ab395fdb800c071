FROM node:20

WORKDIR /app

COPY . .
RUN npm ci
RUN npm run build

EXPOSE 3000

CMD ["npm", "start", "--workspace", "@kiln/api"]
