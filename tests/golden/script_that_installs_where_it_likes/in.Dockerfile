FROM node:20
WORKDIR /app
COPY package.json .
RUN curl -L https://example.com/tides.tar.gz | tar xz && cd tides && ./setup.py install && rm -rf /app/tides
RUN npm install
COPY . .
CMD ["npm", "start"]
