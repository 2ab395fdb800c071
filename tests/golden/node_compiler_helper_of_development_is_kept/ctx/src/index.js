import e from "express"; e().listen(3000);
