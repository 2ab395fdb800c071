const { Router } = require('express');

const seeds = [
  { name: 'Black radish', offered: 12 },
  { name: 'Sugar pea', offered: 40 },
];

const router = Router();
router.get('/', (request, response) => response.render('seeds', { seeds }));
router.get('/api/seeds', (request, response) => response.json(seeds));

module.exports = router;
