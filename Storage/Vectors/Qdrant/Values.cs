using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>Creates the small messages of Qdrant's interface.</summary>
internal static class Values
{
    public static Wire.Value Of(string text) => new() { StringValue = text };

    public static Wire.Value Of(long number) => new() { IntegerValue = number };

    public static Wire.Value Of(double number) => new() { DoubleValue = number };

    public static Wire.Value Of(bool truth) => new() { BoolValue = truth };

    public static Wire.Value Of(IEnumerable<string> texts)
    {
        var list = new Wire.ListValue();
        list.Values.AddRange(texts.Select(Of));
        return new Wire.Value { ListValue = list };
    }

    public static Wire.PointId Id(Guid id) => new() { Uuid = id.ToString("D") };

    public static Wire.PointsSelector Select(params IEnumerable<Guid> ids)
    {
        var list = new Wire.PointsIdsList();
        list.Ids.AddRange(ids.Select(Id));
        return new Wire.PointsSelector { Points = list };
    }

    public static Wire.Vectors Vectors(ReadOnlySpan<float> vector)
    {
        var dense = new Wire.DenseVector();
        dense.Data.Capacity = vector.Length;
        foreach (var value in vector)
        {
            dense.Data.Add(value);
        }

        return new Wire.Vectors { Vector = new Wire.Vector { Dense = dense } };
    }

    public static Wire.WithPayloadSelector Only(params IEnumerable<string> fields)
    {
        var include = new Wire.PayloadIncludeSelector();
        include.Fields.AddRange(fields);
        return new Wire.WithPayloadSelector { Include = include };
    }

    public static Wire.WithVectorsSelector WithVectors(bool with) => new() { Enable = with };

    public static Wire.Condition Keyword(string field, string value) =>
        new() { Field = new Wire.FieldCondition { Key = field, Match = new Wire.Match { Keyword = value } } };

    public static Wire.Condition AnyKeyword(string field, IEnumerable<string> values)
    {
        var keywords = new Wire.RepeatedStrings();
        keywords.Strings.AddRange(values);
        return new Wire.Condition { Field = new Wire.FieldCondition { Key = field, Match = new Wire.Match { Keywords = keywords } } };
    }

    public static Wire.Filter Should(params IEnumerable<Wire.Condition> conditions)
    {
        var filter = new Wire.Filter();
        filter.Should.AddRange(conditions);
        return filter;
    }
}
