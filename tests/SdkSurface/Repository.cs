namespace Infra.Tests.SdkSurface;

/// <summary>Where the files of the repository are.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution, above the folder that the tests run in.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Infra.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Infra.sln.");
    }
}
