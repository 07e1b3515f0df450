using Txt2Image.Clip.Models;

namespace Txt2Image.Hosting.Settings;

/// <summary>A model as one text: its folder, and behind a question mark what is different from the other models.</summary>
internal static class ModelText
{
    private const string Form = "a folder, or a folder with options, such as clip-b32?variant=int8&template=a photo of {}";

    /// <summary>Reads a model.</summary>
    /// <param name="text">The folder and its options.</param>
    /// <param name="common">What applies to all models.</param>
    /// <exception cref="FormatException">The text has another form; the message says which it must have.</exception>
    public static ModelOptions Read(string text, ModelOptions common)
    {
        var parts = text.Split('?', 2);
        var model = common with { Folder = parts[0] };
        foreach (var option in parts.Length == 1 ? [] : parts[1].Split('&'))
        {
            model = Apply(model, option.Split('=', 2), text);
        }

        return parts[0].Length > 0 ? model : throw Wrong(text);
    }

    private static ModelOptions Apply(ModelOptions model, string[] option, string text) => option switch
    {
        ["variant", var value] when Enum.TryParse<ModelVariant>(value, ignoreCase: true, out var variant) => model with { Variant = variant },
        ["cleaning", var value] when Enum.TryParse<ModelCleaning>(value, ignoreCase: true, out var cleaning) => model with { Cleaning = cleaning },
        ["template", var value] => model with { Template = value },
        _ => throw Wrong(text),
    };

    private static FormatException Wrong(string text) => new($"'{text}' is not {Form}.");
}
