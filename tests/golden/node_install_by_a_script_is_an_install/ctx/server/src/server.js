require("express")().listen(8000);
