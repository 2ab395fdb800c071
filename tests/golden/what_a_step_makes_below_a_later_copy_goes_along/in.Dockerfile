FROM node:20
WORKDIR /app
COPY package*.json ./
RUN npm install
RUN mkdir uploads && git clone https://example.com/charts.git
COPY . .
CMD ["npm", "start"]
