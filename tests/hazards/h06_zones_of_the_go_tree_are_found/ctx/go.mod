module example.org/almanac

go 1.22
