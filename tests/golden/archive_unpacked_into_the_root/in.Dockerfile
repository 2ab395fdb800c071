FROM node:20
RUN tar x
ENTRYPOINT ["node", "server.js"]
