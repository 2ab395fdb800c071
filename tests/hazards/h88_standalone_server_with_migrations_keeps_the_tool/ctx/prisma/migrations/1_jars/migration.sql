CREATE TABLE jars (id int);
