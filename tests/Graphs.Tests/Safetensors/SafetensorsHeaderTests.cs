using System.Buffers.Binary;
using System.Text;
using Txt2Image.Graphs.Safetensors;
using Txt2Image.Graphs.Tests.Support;

namespace Txt2Image.Graphs.Tests.Safetensors;

/// <summary>A header is what a stranger wrote: whatever is wrong with it has a sentence, and nothing else happens.</summary>
public sealed class SafetensorsHeaderTests : IDisposable
{
    private const string Two =
        """
        {"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},
        "b":{"dtype":"F16","shape":[3],"data_offsets":[16,22]}}
        """;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Damages => new()
    {
        { "[]", "the header must be Object" },
        { "{\"a\":1}", "a must be Object" },
        { "{\"a\":", "is damaged" },
        { "", "is damaged" },
        { """{"a":{"shape":[],"data_offsets":[0,4]}}""", "a has no dtype" },
        { """{"a":{"dtype":7,"shape":[],"data_offsets":[0,4]}}""", "dtype of a must be String" },
        { """{"a":{"dtype":"F32","data_offsets":[0,4]}}""", "a has no shape" },
        { """{"a":{"dtype":"F32","shape":[]}}""", "a has no data_offsets" },
        { """{"a":{"dtype":"F7","shape":[],"data_offsets":[0,4]}}""", "the type F7" },
        { """{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "no number from 0 on" },
        { """{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "no number from 0 on" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1e30]}}""", "no number from 0 on" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "no range" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "no range" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "which is not what F32 [2] needs" },
        { """{"a":{"dtype":"F32","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,4]}}""", "too large" },
        { """{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}""", "may be cut off" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "a occurs twice" },
        { """{"a":{"dtype":"F32","dtype":"F16","shape":[1],"data_offsets":[0,4]}}""", "dtype twice" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", "overlap those of a" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[0],"data_offsets":[2,2]}}""", "overlap those of a" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "do not follow those of the header" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "has 8 behind the header" },
        { """{"__metadata__":[],"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "__metadata__ must be Object" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} {}""", "is damaged" },
    };

    [Fact]
    public void Open_OfAFile_HasItsTensors()
    {
        using var file = SafetensorsFile.Open(Save(SafetensorsBuilder.File(Two, new byte[22])));

        Assert.Equal(["a F32 [2, 2]", "b F16 [3]"], file.Tensors.Select(tensor => $"{tensor.Name} {tensor.Kind}"));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void Open_OfADamagedHeader_SaysWhatIsWrong(string header, string message) =>
        Assert.Contains(message, Refusal(SafetensorsBuilder.File(header, new byte[8])), StringComparison.Ordinal);

    [Fact]
    public void Open_OfAHeaderThatIsNotThere_SaysSo()
    {
        Assert.Contains("the file has 3 bytes", Refusal([1, 2, 3]), StringComparison.Ordinal);
        Assert.Contains("git lfs pull", Refusal("version https://git-lfs.github.com/spec/v1\n"u8.ToArray()), StringComparison.Ordinal);
        var most = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(most, ulong.MaxValue);
        Assert.Contains("would have 18446744073709551615 bytes", Refusal(most), StringComparison.Ordinal);
    }

    /// <summary>The file is there, but nobody reads so much of it.</summary>
    [Fact]
    public void Open_OfAHeaderOf100Megabytes_IsRefused()
    {
        const int Large = 100 << 20;
        var path = _folder["large.safetensors"];
        using (var file = File.Create(path))
        {
            var length = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, Large);
            file.Write(length);
            file.SetLength(Large + 16);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Assert.Throws<ConversionException>(() => SafetensorsFile.Open(path)).Message;

        Assert.Contains("its header has 104857600 bytes; at most", message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    /// <summary>Changed bytes, cuts, doubled and swapped pieces: either it is still a header, or the one exception says why not.</summary>
    [Fact]
    public void Parse_Of20000DamagedHeaders_CrashesNothing()
    {
        var random = new Random(20);
        var valid = Encoding.UTF8.GetBytes(Two);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var header = Mutated(valid, random);
            try
            {
                Assert.All(SafetensorsHeader.Parse(header, 22, "fuzz"), entry => Assert.InRange(entry.End, entry.Begin, 22));
            }
            catch (ConversionException exception)
            {
                Assert.StartsWith("fuzz: the header", exception.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 10_000, 19_999);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Mutated(byte[] valid, Random random)
    {
        List<byte> bytes = [.. valid];
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var count = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, count);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, count));
                    break;
                case 3:
                    bytes[at] = (byte)"0123456789-.eE\"[]{},:\\u"[random.Next(23)];
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Encoding.ASCII.GetBytes(random.NextInt64(long.MinValue, long.MaxValue).ToString("D", null)));
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    private string Save(byte[] file)
    {
        var path = _folder["file.safetensors"];
        File.WriteAllBytes(path, file);
        return path;
    }

    private string Refusal(byte[] file) => Assert.Throws<ConversionException>(() => SafetensorsFile.Open(Save(file))).Message;
}
