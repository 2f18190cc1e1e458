package place

import (
	"embed"
	"io/fs"
)

//go:embed data/regions.tsv data/points.tsv data/towns.tsv data/aliases.tsv
var tables embed.FS

// Tables are the project's own tables of places, for the compiler of
// gazetteers: data/regions.tsv, data/points.tsv, data/towns.tsv, data/aliases.tsv.
func Tables() fs.FS { return tables }

var kindNames = [...]string{Unknown: "", Point: "point", City: "city", Water: "water", District: "district",
	Province: "province", Country: "country", Region: "region"}

// String gives the name of the kind in data files: "city"; empty for Unknown.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return ""
}

// ParseKind is the inverse of [Kind.String]; it gives Unknown for other names.
func ParseKind(name string) Kind {
	for k, n := range kindNames {
		if n == name {
			return Kind(k)
		}
	}
	return Unknown
}
