using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Clip.Models;

/// <summary>Which graphs are run, where a model brings several.</summary>
public enum ModelVariant
{
    /// <summary>float32 if it is there, otherwise the only one.</summary>
    Auto,

    /// <summary>float32.</summary>
    Fp32,

    /// <summary>float16 weights.</summary>
    Fp16,

    /// <summary>8-bit weights.</summary>
    Int8,
}

/// <summary>Whose cleaning prepares a text for the tokenizer.</summary>
public enum ModelCleaning
{
    /// <summary>That with which the model was trained.</summary>
    Auto,

    /// <summary>open_clip's.</summary>
    OpenClip,

    /// <summary>The Hugging Face tokenizer's.</summary>
    HuggingFace,
}

/// <summary>Which model is loaded, and how.</summary>
public sealed record ModelOptions
{
    /// <summary>
    /// The folder of the model, or of a repository in the Hugging Face cache, or the name of a model that was pulled, such as
    /// <c>clip-vit-base-patch32</c>. A relative path is resolved beside the program first, then in the working directory. All processes of a cluster
    /// use the same model. <c>Model</c> alone means the same.
    /// </summary>
    [Required]
    public string Folder { get; set; } = "models/demo";

    /// <summary>
    /// Which graphs are run, where the folder has several: <c>fp32</c>, <c>fp16</c> or <c>int8</c>. <c>auto</c> is float32, or the only one. It is
    /// part of the model's fingerprint.
    /// </summary>
    public ModelVariant Variant { get; set; }

    /// <summary>
    /// Whose cleaning prepares a text: <c>openclip</c>, or that of the <c>huggingface</c> tokenizer. <c>auto</c> is that with which the model was
    /// trained. It is part of the model's fingerprint.
    /// </summary>
    public ModelCleaning Cleaning { get; set; }

    /// <summary>
    /// A sentence into which every query is put, at <c>{}</c>, such as <c>a photo of {}</c>. Empty: none. It is part of the model's fingerprint.
    /// </summary>
    [StringLength(200)]
    [RegularExpression(@"[^{}]*\{\}[^{}]*", ErrorMessage = "the template must contain {{}} once, where the query goes, and no other braces.")]
    public string Template { get; set; } = "";
}
