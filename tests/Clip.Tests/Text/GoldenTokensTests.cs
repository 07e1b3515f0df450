using System.Text.Json;
using Txt2Image.Clip.Tests.Support;
using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Tests.Text;

public class GoldenTokensTests
{
    [Fact]
    public void Encode_EveryGoldenText_GivesTheReferenceIds()
    {
        var tokenizer = RealTokenizer.Load();
        var rows = 0;
        List<string> wrong = [];
        foreach (var line in File.ReadLines(SharedData.Require("clip", "tokenizer-golden.jsonl")))
        {
            rows++;
            using var row = JsonDocument.Parse(line);
            var text = row.RootElement.GetProperty("text").GetString()!;
            var length = row.RootElement.GetProperty("length").GetInt32();
            var expected = row.RootElement.GetProperty("ids").EnumerateArray().Take(length).Select(static id => id.GetInt32());
            var cleaned = tokenizer.CleanAnyLength(text);
            var actual = tokenizer.Encode(cleaned).Ids;
            if (!expected.SequenceEqual(actual))
            {
                wrong.Add($"{JsonSerializer.Serialize(text)} -> {JsonSerializer.Serialize(cleaned)}");
            }
        }

        Assert.Equal(5837, rows);
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong.Take(40))}");
    }
}
