FROM node:20 AS build
WORKDIR /app
COPY package*.json ./
RUN npm install
RUN curl -o fonts.zip https://example.com/fonts.zip && unzip fonts.zip && rm fonts.zip

FROM node:20-slim
WORKDIR /app
COPY --from=build /app /app
COPY . /app
CMD ["npm", "start"]
