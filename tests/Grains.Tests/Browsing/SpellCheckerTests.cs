using System.Collections.Frozen;
using System.Text.Json;
using Txt2Image.Grains.Browsing.Spelling;

namespace Txt2Image.Grains.Tests.Browsing;

/// <summary>Misspelt words, and words that are not: a wrong suggestion is worse than none.</summary>
public sealed class SpellCheckerTests
{
    private static readonly WordList Demo = new(
        JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(Repository.Root, "models", "demo", "known_words.json")))!);

    private static readonly FrozenDictionary<string, int> Captions =
        new Dictionary<string, int>(StringComparer.Ordinal) { ["lighthouse"] = 30, ["matterhorn"] = 4, ["sailing"] = 2, ["harbour"] = 9 }
            .ToFrozenDictionary();

    private static readonly FrozenDictionary<string, int> Nothing = FrozenDictionary<string, int>.Empty;

    [Theory]
    [InlineData("a red bicyle", "a red bicycle")]
    [InlineData("penguine on the moon", "penguin on the moon")]
    [InlineData("an asrtonaut riding a hrose", "an astronaut riding a horse")]
    [InlineData("ligthouse", "lighthouse")]
    [InlineData("the mattrehorn in winter", "the matterhorn in winter")]
    [InlineData("2 * snowmann + ballon - niight", "2 * snowman + balloon - night")]
    [InlineData("Bicyle", "bicycle")]
    [InlineData("a castel, a tractr.", "a castle, a tractor.")]
    [InlineData("an asrtonaut and a helicopter", "an astronaut and a helicopter")]
    [InlineData("harbor", "harbour")]
    public void Misspelt_ByALetterOrTwo_IsCorrected(string text, string expected) => AssertSuggested(expected, text);

    [Theory]
    [InlineData("a red bicycle on the beach")]
    [InlineData("penguins")] // forms of known words
    [InlineData("sails in the harbours")]
    [InlineData("snowboat")] // composed of known words
    [InlineData("tobias")] // names
    [InlineData("anna and maria with grandmother")]
    [InlineData("a picture of Balloun")]
    [InlineData("zermatt gornergrat")]
    [InlineData("quokka")]
    [InlineData("kangaroo")]
    [InlineData("giraffe")]
    [InlineData("violin")]
    [InlineData("ab xy qu car cat dgo")] // too short
    [InlineData("IMG_1234.jpg")] // no words
    [InlineData("bicyle@example.org")]
    [InlineData("велосипед")]
    [InlineData("自転車")]
    [InlineData("")]
    public void Text_WithoutANearWord_IsLeftAlone(string text) => AssertSuggested(null, text);

    [Fact]
    public void Nearest_OfSeveral_IsTheOneInMostCaptions()
    {
        WordList words = new(["cattle", "castle", "candle"]);
        var captions = new Dictionary<string, int>(StringComparer.Ordinal) { ["castle"] = 12, ["cattle"] = 1 }.ToFrozenDictionary();

        Assert.Equal("castle", SpellChecker.Suggest(words, captions, "catle"));
        Assert.Equal("cattle", SpellChecker.Suggest(words, Nothing, "catle"));
    }

    [Fact]
    public void Model_ThatListsNoWords_GetsNoSuggestions() => Assert.Null(SpellChecker.Suggest(new WordList([]), Captions, "ligthouse"));

    /// <summary>A vocabulary of CLIP's size has many words, and many are missing; the words are those of searches, and of names.</summary>
    [Fact]
    public void Words_WithTheVocabularyOfClip_AreCorrectedWithoutFalseAlarms()
    {
        var ids = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(SharedData.Require("clip", "vocab.json")))!;
        const string End = "</w>";
        WordList list = new(
            ids.Where(token => token.Key.EndsWith(End, StringComparison.Ordinal))
                .OrderBy(token => token.Value)
                .Select(token => token.Key[..^End.Length]));
        string[] wrong =
        [
            "bicyle bicycle", "bicicle bicycle", "elephent elephant", "mountian mountain", "mountan mountain", "sunest sunset", "sunsett sunset",
            "beutiful beautiful", "beatiful beautiful", "restaraunt restaurant", "chruch church", "castel castle", "umberella umbrella",
            "motorcicle motorcycle", "pinguin penguin", "butterlfy butterfly", "waterfal waterfall", "lightouse lighthouse", "snowmann snowman",
            "baloon balloon", "flwoer flower", "squirel squirrel", "rabit rabbit", "hrose horse", "trian train", "autmn autumn",
            "birtday birthday", "gradfather grandfather", "granmother grandmother",
        ];
        var right =
            """
            a computer beside a scooter on the kitchen table computing encoders bacteria bacterium thousands of snowmen riding snowmobiles
            tobias annika svenja matteo giulia zermatt gornergrat siobhan saoirse xavier quentin thibault yannick astrid ljubljana dubrovnik
            cappadocia hallstatt bruges utrecht eindhoven salzburg innsbruck ravensburg marrakesh essaouira mostar bohinj triglav neuschwanstein
            grandma grandpa selfie selfies sunflowers paragliding snorkelling kayaking bouldering barbecue backyard jacuzzi quokka axolotl capybara
            dachshund labradoodle schnauzer rottweiler tricycle unicycle harpsichord xylophone tambourine ukulele zucchini courgettes aubergine
            """;

        Assert.All(wrong.Select(pair => pair.Split(' ')), pair => Assert.Equal(pair[1], SpellChecker.Suggest(list, Nothing, pair[0])));
        var alarms = right.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => (Word: word, Suggested: SpellChecker.Suggest(list, Nothing, word)))
            .Where(pair => pair.Suggested is not null);
        Assert.Empty(alarms);
    }

    private static void AssertSuggested(string? expected, string text) => Assert.Equal(expected, SpellChecker.Suggest(Demo, Captions, text));
}
