FROM node:20
ENV PORT 8080
ENV GREETING "hello from the harbour"
ENV LIST one two  three
ENV ODD a "b c" d
WORKDIR /app
COPY . .
RUN npm install
RUN npm run build
CMD ["node", "dist/server.js"]
