namespace Infra.Planning.Values;

/// <summary>What stands in a plan for values that nobody can know before a deployment.</summary>
public static class Placeholder
{
    /// <summary>Stands for every secret.</summary>
    public const string Secret = "[secret]";

    /// <summary>Stands for a value that a resource returns, for example <c>${frankfurt-cluster.endpoint}</c>.</summary>
    public static string Of(string resource, string property) => $"${{{resource}.{property}}}";

    /// <summary>Whether a text holds a value that a resource returns.</summary>
    public static bool IsIn(string text) => text.Contains("${", StringComparison.Ordinal);
}
