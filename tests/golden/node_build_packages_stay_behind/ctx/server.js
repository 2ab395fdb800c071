require('better-sqlite3')(':memory:');
