import express from "express"; import sharp from "sharp"; express().listen(3000); sharp;
