#!/bin/sh
exec $GOPATH/bin/app "$@"
