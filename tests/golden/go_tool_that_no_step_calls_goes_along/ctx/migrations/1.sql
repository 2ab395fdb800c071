CREATE TABLE tides (height INT);
