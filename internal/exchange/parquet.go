package exchange

import (
	"io"

	"github.com/parquet-go/parquet-go"
)

var formParquet = form{
	Format: Format{
		Name: "parquet", Doc: "Apache Parquet with the columns of csv, typed: days, times in UTC, lists", Ext: ".parquet",
		CanWrite: true, Status: true, Losses: flatLosses[:len(flatLosses)-2],
	},
	write: newParquet,
}

// parquetGroup is how many rows are kept in memory and written together.
const parquetGroup = 20_000

// parquetWriter writes rows in groups.
type parquetWriter struct {
	w    *parquet.GenericWriter[flat]
	rows int
}

func newParquet(w io.Writer, opt *Options) Writer {
	return &parquetWriter{w: parquet.NewGenericWriter[flat](w,
		parquet.Compression(&parquet.Snappy), // what every reader has
		parquet.CreatedBy("parley", or(opt.Version, "dev"), ""),
	)}
}

func (p *parquetWriter) Write(r *Row) error {
	if _, err := p.w.Write([]flat{*flatten(r)}); err != nil {
		return err
	}
	if p.rows++; p.rows%parquetGroup == 0 {
		return p.w.Flush()
	}
	return nil
}

func (p *parquetWriter) Close() error { return p.w.Close() }
