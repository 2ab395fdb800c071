module example.org/tides

go 1.22

require git.example.com/harbour/ledger v1.4.0
