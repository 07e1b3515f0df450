using Google.Protobuf;
using Txt2Image.Graphs.Onnx;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Quantizing;

/// <summary>Writes the weights of a quantized graph.</summary>
/// <param name="weights">Their file.</param>
/// <param name="written">Called with the number of bytes after each piece.</param>
internal sealed class QuantizedWeights(WeightsFile weights, Action<int> written)
{
    /// <summary>Smaller values stay in the graph's own file: ONNX Runtime reads shapes and axes there.</summary>
    private const int SmallestInFile = 1024;

    /// <summary>Writes the integers of a product's matrix, and then their scales.</summary>
    public IEnumerable<TensorProto> Matrix(Product product, string name, int bits)
    {
        var matrix = IntegerMatrix.Of(product, bits);
        yield return weights.Add(
            new() { Name = name, DataType = DataTypes.Int8, Dims = { product.Inputs, product.Outputs } },
            matrix.Values.Length,
            file => matrix.Write(file, written));
        yield return weights.Add(
            new() { Name = IntegerGraph.Scales(name), DataType = DataTypes.Float, Dims = { product.Outputs } },
            (long)matrix.Scales.Length * sizeof(float),
            file => new FloatWriter(file, written).Write(matrix.Scales));
    }

    /// <summary>Writes the integers of a table, and then their scales.</summary>
    public IEnumerable<TensorProto> Table(Table table, string name)
    {
        float[] scales = [];
        yield return weights.Add(
            new() { Name = name, DataType = DataTypes.Int8, Dims = { table.Rows, table.Columns } },
            table.Weight.Count,
            file => scales = table.Write(file, written));
        yield return weights.Add(
            new() { Name = IntegerGraph.Scales(name), DataType = DataTypes.Float, Dims = { table.Rows, 1 } },
            (long)scales.Length * sizeof(float),
            file => new FloatWriter(file, written).Write(scales));
    }

    /// <summary>Copies a constant that stays as it is.</summary>
    public TensorProto Copy(SourceTensor tensor)
    {
        var header = tensor.Header.Clone();
        if (tensor.Values is not { } values)
        {
            return header;
        }

        if (values.Length >= SmallestInFile)
        {
            return weights.Add(header, values.Length, file => tensor.Copy(file, written));
        }

        using var bytes = new MemoryStream();
        tensor.Copy(bytes, written);
        header.ClearDataLocation();
        header.ExternalData.Clear();
        header.RawData = ByteString.CopyFrom(bytes.ToArray());
        return header;
    }
}
