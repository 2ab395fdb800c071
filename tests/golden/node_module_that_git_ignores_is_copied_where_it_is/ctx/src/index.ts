import admin from "firebase-admin";

const account = require("../serviceAccount.json");

admin.initializeApp({ credential: admin.credential.cert(account) });
