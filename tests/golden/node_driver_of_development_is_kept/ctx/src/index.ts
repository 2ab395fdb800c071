import {DataSource} from "typeorm"; new DataSource({type:"postgres",url:process.env.DB}).initialize();
