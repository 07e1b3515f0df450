using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// Filters as a person writes them: <c>year&gt;=2020 and tag:beach</c>. They mean what the same filter means in JSON (<see cref="FilterJson"/>).
/// <code>
/// filter    = both { "or" both }
/// both      = one { "and" one }
/// one       = [ "not" ] ( "(" filter ")" | condition )
/// condition = field ( ":" | "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) value
///           | field "in" "(" value { "," value } ")"
///           | field "exists"
/// </code>
/// A field or value in quotation marks is a text, whatever it contains; a quotation mark in it is written twice. Otherwise a value is a number, true,
/// false, a date, or a text without spaces, commas and parentheses.
/// </summary>
internal static class FilterText
{
    /// <summary>The most levels of parentheses and <c>not</c>.</summary>
    private const int MostLevels = 16;

    private const string Stops = " \t\r\n(),\"";
    private const string FieldStops = Stops + ":=!<>";

    /// <summary>Whether a filter is in JSON.</summary>
    public static bool IsJson(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    /// <summary>Reads a filter.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest: it is not a filter; the detail says where and why.</exception>
    public static Filter Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(new Reader(text).Read().ToJsonString(), new JsonDocumentOptions { MaxDepth = FilterJson.MostDepth });
            return FilterJson.Read(json.RootElement);
        }
        catch (JsonException)
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, "The filter has too many levels of 'and', 'or', 'not' and parentheses.");
        }
    }

    /// <summary>Reads one filter from its start to its end.</summary>
    private sealed class Reader(string text)
    {
        private int _at;
        private int _level;

        public JsonObject Read()
        {
            var filter = ReadJoint("or", () => ReadJoint("and", ReadOne));
            SkipSpace();
            return _at == text.Length ? filter : throw Wrong("here comes 'and', 'or' or the end");
        }

        private JsonObject ReadJoint(string joint, Func<JsonObject> readOperand)
        {
            List<JsonObject> operands = [readOperand()];
            while (TryWord(joint))
            {
                operands.Add(readOperand());
            }

            return operands is [var only] ? only : new JsonObject { [joint] = new JsonArray([.. operands]) };
        }

        private JsonObject ReadOne()
        {
            if (++_level > MostLevels)
            {
                throw Wrong($"a filter may have at most {MostLevels} levels of parentheses and 'not'");
            }

            JsonObject one;
            if (TryWord("not"))
            {
                one = new JsonObject { ["not"] = ReadOne() };
            }
            else if (TrySign("("))
            {
                one = ReadJoint("or", () => ReadJoint("and", ReadOne));
                Require(")");
            }
            else
            {
                one = ReadCondition();
            }

            _level--;
            return one;
        }

        private JsonObject ReadCondition()
        {
            var field = ReadText(FieldStops, "a field").Text;
            if (TryWord("exists"))
            {
                return Condition(field, "exists", true);
            }

            if (TryWord("in"))
            {
                Require("(");
                JsonArray values = [ReadValue()];
                while (TrySign(","))
                {
                    values.Add(ReadValue());
                }

                Require(")");
                return Condition(field, "in", values);
            }

            return Array.Find(["!=", "<=", ">=", ":", "=", "<", ">"], TrySign) switch
            {
                ":" or "=" => Condition(field, "eq", ReadValue()),
                "!=" => new JsonObject { ["not"] = Condition(field, "eq", ReadValue()) },
                "<=" => Range(field, null, ReadValue()),
                ">=" => Range(field, ReadValue(), null),
                "<" => Beyond(field, ReadValue(), isLess: true),
                ">" => Beyond(field, ReadValue(), isLess: false),
                _ => throw Wrong("after a field comes one of : = != < <= > >= in exists"),
            };
        }

        private JsonValue ReadValue()
        {
            var (value, isQuoted) = ReadText(Stops, "a value");
            if (isQuoted)
            {
                return JsonValue.Create(value);
            }

            if (bool.TryParse(value, out var truth))
            {
                return JsonValue.Create(truth);
            }

            if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            {
                return JsonValue.Create(whole);
            }

            return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? JsonValue.Create(number)
                : JsonValue.Create(value);
        }

        private (string Text, bool IsQuoted) ReadText(string stops, string what)
        {
            SkipSpace();
            if (_at < text.Length && text[_at] == '"')
            {
                return (ReadQuoted(), true);
            }

            var end = text.AsSpan(_at).IndexOfAny(stops);
            var read = end < 0 ? text[_at..] : text[_at..(_at + end)];
            if (read.Length == 0)
            {
                throw Wrong($"here comes {what}");
            }

            _at += read.Length;
            return (read, false);
        }

        private string ReadQuoted()
        {
            var begun = _at++;
            var content = new System.Text.StringBuilder();
            while (true)
            {
                var end = text.IndexOf('"', _at);
                if (end < 0)
                {
                    _at = begun;
                    throw Wrong("this quotation mark has no second one");
                }

                content.Append(text, _at, end - _at);
                _at = end + 1;
                if (_at == text.Length || text[_at] != '"')
                {
                    return content.ToString();
                }

                content.Append('"');
                _at++;
            }
        }

        private bool TryWord(string word)
        {
            SkipSpace();
            var end = _at + word.Length;
            var isThere = string.Compare(text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
                && (end == text.Length || FieldStops.Contains(text[end], StringComparison.Ordinal));
            _at = isThere ? end : _at;
            return isThere;
        }

        private bool TrySign(string sign)
        {
            SkipSpace();
            var isThere = string.CompareOrdinal(text, _at, sign, 0, sign.Length) == 0;
            _at += isThere ? sign.Length : 0;
            return isThere;
        }

        private void Require(string sign)
        {
            if (!TrySign(sign))
            {
                throw Wrong($"here comes '{sign}'");
            }
        }

        private void SkipSpace()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
        }

        private Txt2ImageException Wrong(string what)
        {
            var position = (_at + 1).ToString(CultureInfo.InvariantCulture);
            return new(
                ErrorCode.InvalidRequest,
                $"The filter is wrong at position {position}: {what}. Write a filter such as 'year>=2020 and tag:beach', or in JSON "
                + "{\"field\": \"year\", \"range\": {\"min\": 1990}}.");
        }

        private static JsonObject Condition(string field, string name, JsonNode value) => new() { ["field"] = field, [name] = value };

        private static JsonObject Range(string field, JsonNode? min, JsonNode? max)
        {
            var bounds = new JsonObject();
            if (min is not null)
            {
                bounds["min"] = min;
            }

            if (max is not null)
            {
                bounds["max"] = max;
            }

            return Condition(field, "range", bounds);
        }

        /// <summary>A range includes its bound, which may be a whole day.</summary>
        private static JsonObject Beyond(string field, JsonNode bound, bool isLess) => new()
        {
            ["and"] = new JsonArray(
                isLess ? Range(field, null, bound.DeepClone()) : Range(field, bound.DeepClone(), null),
                new JsonObject { ["not"] = Range(field, bound.DeepClone(), bound.DeepClone()) }),
        };
    }
}
