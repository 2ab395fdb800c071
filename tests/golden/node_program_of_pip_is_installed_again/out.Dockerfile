FROM node:20 AS build
RUN apt-get update && apt-get install -y python3-pip ffmpeg
RUN pip3 install yt-dlp
WORKDIR /app
COPY package*.json ./
RUN npm install

FROM node:20-slim
RUN apt-get update && apt-get install -y python3-pip ffmpeg
RUN pip3 install yt-dlp
WORKDIR /app
COPY --from=build /app/node_modules /app/node_modules
COPY . .
CMD ["node", "index.js"]
