namespace Pulumi.Serialization;

/// <summary>How the wire format of the engine marks what JSON cannot say.</summary>
internal static class Wire
{
    /// <summary>Stands for an unknown value.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>The key that makes an object special.</summary>
    public const string SignatureKey = "4dabf18193072939515e22adb298388d";

    /// <summary>The signature of a secret, whose value is under <see cref="ValueKey"/>.</summary>
    public const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";

    public const string ValueKey = "value";

    /// <summary>Keys of objects that start so belong to the engine and reach no one.</summary>
    public static bool IsInternal(string key) => key.StartsWith("__", StringComparison.Ordinal);
}
