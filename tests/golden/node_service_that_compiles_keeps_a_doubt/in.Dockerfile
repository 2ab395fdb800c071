FROM node:18-bullseye-slim
RUN apt-get update && apt-get install -y python3 g++ default-jdk golang \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package*.json ./
RUN npm install
COPY . .
CMD ["node", "index.js"]
