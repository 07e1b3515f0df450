namespace Txt2Image.Graphs.Architectures;

/// <summary>The function between the two layers of an MLP.</summary>
internal enum Activation
{
    /// <summary>x times the sigmoid of 1.702 x, as in OpenAI's models.</summary>
    QuickGelu,

    /// <summary>GELU with the error function.</summary>
    Gelu,

    /// <summary>GELU's approximation with tanh, as in SigLIP.</summary>
    GeluTanh,
}
