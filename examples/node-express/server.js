const path = require('path');
const express = require('express');
const seeds = require('./routes/seeds');

const app = express();
app.set('views', path.join(__dirname, 'views'));
app.set('view engine', 'ejs');
app.use(express.static(path.join(__dirname, 'public')));
app.use('/', seeds);

const port = process.env.PORT || 3000;
app.listen(port, () => console.log(`listening on :${port}`));
