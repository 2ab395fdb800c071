import cors from "cors"; console.log(cors);
