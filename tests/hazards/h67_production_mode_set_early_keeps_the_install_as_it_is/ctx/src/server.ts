import express from 'express';

const app = express();

app.get('/', (_, answer) => {
  answer.send('harbour');
});

app.listen(3000);
