import { Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { GraphQLModule } from "@nestjs/graphql";
import { ApolloDriver } from "@nestjs/apollo";

@Module({ imports: [GraphQLModule.forRoot({ driver: ApolloDriver, typePaths: ["./**/*.graphql"] })] })
class AppModule {}

NestFactory.create(AppModule).then((app) => app.listen(3000));
