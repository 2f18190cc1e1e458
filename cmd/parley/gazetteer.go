package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"

	"parley/internal/gazette"
	"parley/place"
)

type gazetteerCmd struct {
	Import gazetteerImportCmd `cmd:"" help:"Compile a gazetteer from a dump of GeoNames."`
	Info   gazetteerInfoCmd   `cmd:"" help:"Tell what a gazetteer holds: counts, date, licence, checksum."`
	Build  gazetteerBuildCmd  `cmd:"" help:"Compile the gazetteer that ships with the program (make gazetteer)."`
}

type gazetteerImportCmd struct {
	Out   string   `help:"File to write." required:""`
	Files []string `arg:"" help:"allCountries.txt (or cities500.txt, or the file of a country), and if you like alternateNamesV2.txt, admin1CodesASCII.txt, admin2Codes.txt, in any order."`
}

// maxTold is how many bad lines are told one by one.
const maxTold = 100

// Run compiles a gazetteer from files of GeoNames.
func (c *gazetteerImportCmd) Run(std *streams) error {
	debug.SetGCPercent(40) // a full dump fills the memory of a small machine; time is not short here
	told := 0
	data, report, err := gazette.Import(c.Files, func(err error) {
		if told++; told <= maxTold {
			fmt.Fprintln(std.err, "parley:", err)
		}
	})
	if told > maxTold {
		fmt.Fprintf(std.err, "parley: %d more bad lines\n", told-maxTold)
	}
	if err != nil {
		return err
	}
	if err := writeWhole(c.Out, data); err != nil {
		return err
	}
	fmt.Fprintf(std.err, "parley: %s: %d places from %d lines, %d bad\n", c.Out, report.Rows, report.Lines, report.Bad)
	if report.Bad > 0 {
		return errPartial
	}
	return nil
}

type gazetteerBuildCmd struct {
	From string `help:"Folder with the unpacked packages." required:"" type:"existingdir"`
	Out  string `help:"File to write." required:""`
}

// Run compiles the gazetteer that ships with the program.
func (c *gazetteerBuildCmd) Run() error {
	data, err := gazette.Build(c.From)
	if err != nil {
		return err
	}
	return writeWhole(c.Out, data)
}

// writeWhole writes a file so that nobody ever sees half of it.
func writeWhole(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already when all went well
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

type gazetteerInfoCmd struct {
	File string `arg:"" optional:"" help:"Compiled gazetteer; without one, that of the program."`
}

// Run tells what a gazetteer holds.
func (c *gazetteerInfoCmd) Run(std *streams) error {
	g, err := openGazetteer(c.File)
	if err != nil {
		return err
	}
	card := g.Card()
	fmt.Fprintf(std.out, "date      %s\nlicence   %s\nchecksum  %s\n", card.Date, card.Licence, g.Checksum())
	for _, s := range card.Sources {
		fmt.Fprintf(std.out, "source    %s\n", s)
	}
	for _, k := range slices.Sorted(maps.Keys(card.Counts)) {
		fmt.Fprintf(std.out, "%-9s %d\n", k, card.Counts[k])
	}
	return nil
}

// openGazetteer opens a compiled gazetteer, or that of the program without a name.
func openGazetteer(file string) (*place.Gazetteer, error) {
	if file == "" {
		return place.Default()
	}
	return place.OpenFile(file)
}
