FROM node:{{ version }}
COPY . .
CMD ["node", "server.js"]
