using Infra.Cli.Shell;
using Infra.Cli.StackFiles;

namespace Infra.Cli.New;

/// <summary>Puts a service into the folder of a team's repository that Argo CD delivers.</summary>
public static class ServiceFile
{
    /// <summary>The folder of a repository that is delivered unless the stack says otherwise
    /// (<see cref="Specification.Teams.TeamRepositorySpec.Path"/>).</summary>
    private const string Folder = "apps";

    /// <summary>Writes the file <c>apps/{name}.yaml</c>.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="service">The service.</param>
    /// <returns>The path of the file, from the repository.</returns>
    /// <exception cref="StackFileException">There is no such repository, or something with that name is in it.</exception>
    public static string Create(DirectoryInfo repository, NewService service)
    {
        if (!repository.Exists)
        {
            throw new StackFileException(
                $"There is no folder {repository.FullName}. Give the clone of the team's repository with --repository.");
        }

        var (name, objects) = (Path.Combine(Folder, $"{service.Name}.yaml"), Path.Combine(Folder, service.Name));
        if (Path.Exists(Path.Combine(repository.FullName, name)))
        {
            throw new StackFileException($"{name} is in {repository.FullName} already and is left as it is. Give another name.");
        }

        if (Path.Exists(Path.Combine(repository.FullName, objects)))
        {
            throw new StackFileException(
                $"{objects} is in {repository.FullName} already, and would be delivered by the same name. Give another name.");
        }

        repository.CreateSubdirectory(Folder);
        WholeFile.Create(Path.Combine(repository.FullName, name), service.Text());
        return name;
    }
}
