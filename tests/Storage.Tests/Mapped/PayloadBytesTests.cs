using CsCheck;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded.Mapped;

namespace Txt2Image.Storage.Tests.Mapped;

/// <summary>A payload in a file is read back as the database would return it.</summary>
public sealed class PayloadBytesTests
{
    private static readonly Gen<string> Text = Gen.String.Select(PayloadRules.WellFormed);

    private static readonly Gen<FieldValue> Value = Gen.OneOf<FieldValue>(
        Text.Select(text => (FieldValue)new FieldValue.Text(text)),
        Gen.Long.Select(number => (FieldValue)new FieldValue.Integer(number)),
        Gen.Double.Where(double.IsFinite).Select(number => (FieldValue)new FieldValue.Number(number)),
        Gen.Bool.Select(truth => (FieldValue)new FieldValue.Truth(truth)));

    private static readonly Gen<Payload> Any = Gen.Select(
        Text.Array[1, 4],
        Gen.Null(Text),
        Gen.Null(Gen.Dictionary(Text, Value)[0, 5]),
        Gen.Int,
        Gen.Long,
        Gen.Byte.Array[0, 25],
        static (names, caption, fields, size, bytes, thumbHash) => new Payload(names, caption, fields, size, -size, "image/x", bytes)
        {
            ThumbHash = [.. thumbHash],
        });

    [Fact]
    public void Payload_OfAnyKind_ReadsBack() => Any.Sample(payload =>
    {
        var read = PayloadBytes.Read(BytesOf(payload));

        Assert.Equal(payload.Names, read.Names);
        Assert.Equal(
            (payload.Caption, payload.Width, payload.Height, payload.MediaType, payload.Bytes),
            (read.Caption, read.Width, read.Height, read.MediaType, read.Bytes));
        Assert.Equal(payload.ThumbHash, read.ThumbHash);
        Assert.Equal(FieldsJson.Write(payload.Fields), FieldsJson.Write(read.Fields));
    });

    [Fact]
    public void Bytes_CutOff_AreRejected()
    {
        var bytes = BytesOf(Support.Samples.Tagged("name", ("year", new FieldValue.Integer(1990))));

        Assert.All(Enumerable.Range(0, bytes.Length), length =>
            Assert.ThrowsAny<ArgumentException>(() => PayloadBytes.Read(bytes.AsSpan(0, length))));
    }

    private static byte[] BytesOf(Payload payload)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            PayloadBytes.Write(writer, payload);
        }

        return stream.ToArray();
    }
}
